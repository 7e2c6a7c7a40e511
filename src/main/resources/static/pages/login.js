import { openForms, signForms } from "./server.js";

signForms();
openForms();
const query = new URLSearchParams(location.search);
document.querySelector("#said").textContent = query.has("wrong")
  ? "Unknown user or wrong password."
  : query.has("out")
    ? "You are logged out."
    : query.has("wait")
      ? `Too many wrong passwords. Wait ${Number(query.get("wait"))} seconds before the next one.`
      : "";
