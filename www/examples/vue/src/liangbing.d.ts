import type { LiangbingEvents, LiangbingPanel } from "liangbing/elements";
import type { DefineComponent } from "vue";

type Settings = Pick<LiangbingPanel, "engine" | "record" | "error" | "asOf" | "locale" | "level" | "mode" | "readonly">;
type Emits = { [Name in keyof LiangbingEvents]: (event: LiangbingEvents[Name]) => void };

declare module "vue" {
  interface GlobalComponents {
    "liangbing-panel": DefineComponent<Partial<Settings>, {}, {}, {}, {}, {}, {}, Emits>;
  }
}
