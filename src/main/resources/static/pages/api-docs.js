// Shows the server's OpenAPI document. Calls that are tried out go to this server, by the login of the page or of "Authorize".
SwaggerUIBundle({
  url: new URL("./v3/api-docs", document.baseURI).href,
  dom_id: "#document",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
