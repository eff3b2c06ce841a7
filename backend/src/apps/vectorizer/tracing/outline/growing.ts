/** Numbers appended one by one to a typed array that doubles as it fills. */
export interface Growing<A extends Int32Array | Uint8Array | Float64Array> {
  values: A;
  length: number;
  push(value: number): void;
}

export function growingBytes(capacity = 1_024): Growing<Uint8Array> {
  return growing(new Uint8Array(capacity), (length) => new Uint8Array(length));
}

export function growingIntegers(capacity = 1_024): Growing<Int32Array> {
  return growing(new Int32Array(capacity), (length) => new Int32Array(length));
}

export function growingFloats(capacity = 64): Growing<Float64Array> {
  return growing(new Float64Array(capacity), (length) => new Float64Array(length));
}

function growing<A extends Int32Array | Uint8Array | Float64Array>(
  first: A,
  allocate: (length: number) => A,
): Growing<A> {
  return {
    values: first,
    length: 0,
    push(value) {
      if (this.length === this.values.length) {
        const larger = allocate(this.length * 2);
        larger.set(this.values as never);
        this.values = larger;
      }
      this.values[this.length++] = value;
    },
  };
}
