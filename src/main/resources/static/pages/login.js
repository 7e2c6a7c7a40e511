import { signForms } from "./server.js";

signForms();
const query = new URLSearchParams(location.search);
document.querySelector("#said").textContent = query.has("wrong")
  ? "Unknown user or wrong password."
  : query.has("out")
    ? "You are logged out."
    : "";
