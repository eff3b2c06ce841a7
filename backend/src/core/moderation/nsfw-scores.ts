/** Pixels a side of the square that the model reads. */
export const MODEL_SIDE = 224;
/** How likely a picture shows each of these, 0 to 1. "hentai" is the model's word for drawn pornography. */
export type Scores = { porn: number; hentai: number; sexy: number };
