import { provideZonelessChangeDetection } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import "liangbing/elements";
import { FollowUp } from "./follow-up";

bootstrapApplication(FollowUp, { providers: [provideZonelessChangeDetection()] }).catch((error: unknown) => console.error(error));
