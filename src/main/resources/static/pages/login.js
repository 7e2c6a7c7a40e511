import { openForms, signForms } from "./server.js";

signForms();
openForms();
const query = new URLSearchParams(location.search);
// The page after the login. The server accepts only its own paths.
document.querySelector("input[name=to]").value = query.get("to") ?? "";
document.querySelector("#said").textContent = query.has("wrong")
  ? "Unknown user or wrong password."
  : query.has("out")
    ? "You are logged out."
    : query.has("wait")
      ? `Too many wrong passwords. Wait ${Number(query.get("wait"))} seconds before the next one.`
      : "";
