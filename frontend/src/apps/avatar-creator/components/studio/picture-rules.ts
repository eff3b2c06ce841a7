/** What the platform takes as a picture. */
export const pictureRules = {
  accept: "image/png,image/jpeg,image/webp",
  maxBytes: 10 * 1024 * 1024,
  hint: "PNG, JPEG or WebP, up to 10 MB",
} as const;
