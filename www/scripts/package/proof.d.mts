export function files(folder: string): string[];
export function integrity(bytes: Uint8Array): string;
export function sha256(bytes: Uint8Array): string;
export function integrities(folder: string): Record<string, string>;
export function provenance(folder: string): Promise<Record<string, unknown>>;
