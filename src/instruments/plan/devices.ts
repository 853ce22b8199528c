/** What a device does at most, and takes at most. */
interface Device {
  name: string;
  /** Dense bfloat16 products with sums in float32, FLOP/s. */
  peak: number;
  /** The largest power of the device alone. */
  watts: number;
}

export const deviceNames = ['a100', 'h100', 'h200', 'b200', 'mi300x'] as const;
type DeviceName = (typeof deviceNames)[number];

/**
 * From the makers' data sheets, as of 2025: NVIDIA A100 80 GB SXM (2021), H100 SXM (2023), H200 SXM
 * (2024), B200 in HGX (2024), AMD Instinct MI300X (2023). Where a sheet has the number with
 * sparsity alone, half of it.
 */
export const devices: Record<DeviceName, Device> = {
  a100: { name: 'A100 SXM', peak: 312e12, watts: 400 },
  h100: { name: 'H100 SXM', peak: 989.4e12, watts: 700 },
  h200: { name: 'H200 SXM', peak: 989.4e12, watts: 700 },
  b200: { name: 'B200', peak: 2250e12, watts: 1000 },
  mi300x: { name: 'MI300X', peak: 1307.4e12, watts: 750 },
};

/** Hours of one device, and its energy at its largest power. */
export function hoursOf(compute: number, { device, utilization }: { device: DeviceName; utilization: number }) {
  const { peak, watts } = devices[device];
  const hours = compute / (peak * utilization) / 3600;
  return { hours, kilowattHours: (hours * watts) / 1000 };
}
