import type { App } from "../app.ts";
import type { Camera } from "../state.ts";
import type { Size } from "./camera.ts";
import type { Land } from "./land.ts";
import type { Scene } from "./scene.ts";
export function pictureSvg(_app: App, _scene: Scene, _land: Land, _camera: Camera, _size: Size): string { return ""; }
export async function picturePng(_app: App, _scene: Scene, _land: Land, _camera: Camera, _size: Size): Promise<Blob> { return new Blob(); }
