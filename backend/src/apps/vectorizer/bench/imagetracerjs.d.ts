declare module "imagetracerjs" {
  const ImageTracer: {
    imagedataToSVG(
      picture: { width: number; height: number; data: Uint8Array | Uint8ClampedArray },
      options?: Record<string, unknown>,
    ): string;
  };
  export default ImageTracer;
}
