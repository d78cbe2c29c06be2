/** Rules by their places, -1 where none would decide. Written over again and again: only the first `count` are meant. */
export interface Places {
  readonly at: Int32Array
  count: number
}

export const roomForPlaces = (most: number): Places => ({ at: new Int32Array(most), count: 0 })
