/** On a picture, whatever its colours. */
export const onPictureClass =
  "grid size-10 place-items-center rounded-control bg-black/60 backdrop-blur-sm transition-colors duration-150 hover:bg-black/80 pointer-coarse:size-11";
