import { defineConfig } from "@hey-api/openapi-ts";

// A running server's document, or the file of this repository.
export default defineConfig({
  input: process.env.BOT_STATUS_DOCUMENT ?? "../../main/resources/api/openapi.yaml",
  output: "generated",
  plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
});
