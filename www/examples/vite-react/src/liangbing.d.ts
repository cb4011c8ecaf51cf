import type { LiangbingEvents, LiangbingPanel } from "liangbing/elements";
import type { DetailedHTMLProps, HTMLAttributes } from "react";

type Settings = Pick<LiangbingPanel, "engine" | "record" | "error" | "asOf" | "locale" | "level" | "mode" | "readonly">;
type Handlers = { [Name in keyof LiangbingEvents as `on${Name}`]?: (event: LiangbingEvents[Name]) => void };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "liangbing-panel": DetailedHTMLProps<HTMLAttributes<LiangbingPanel>, LiangbingPanel> & Partial<Settings> & Handlers;
    }
  }
}
