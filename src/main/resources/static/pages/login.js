import { openForms, signForms } from "./server.js";

signForms();
openForms();
const query = new URLSearchParams(location.search);
// Where to go after the login; the server takes its own paths only.
document.querySelector("input[name=to]").value = query.get("to") ?? "";
document.querySelector("#said").textContent = query.has("wrong")
  ? "Unknown user or wrong password."
  : query.has("out")
    ? "You are logged out."
    : query.has("wait")
      ? `Too many wrong passwords. Wait ${Number(query.get("wait"))} seconds before the next one.`
      : "";
