import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: `${process.env.BOT_STATUS_URL ?? "http://localhost:8080"}/v3/api-docs`,
  output: "generated",
  plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
});
