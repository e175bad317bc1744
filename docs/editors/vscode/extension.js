// Starts `banxin lsp` for the TOML files and manuscripts of a workspace.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = async () => {
  const command = workspace.getConfiguration("banxin").get("path", "banxin");
  const server = { command, args: ["lsp"] };
  const documentSelector = ["toml", "markdown", "csv", "plaintext"].map((language) => ({ scheme: "file", language }));
  const synchronize = { fileEvents: workspace.createFileSystemWatcher("**/*.{toml,md,csv,svg,jpg,jpeg,png,tif,tiff,pdf}") };
  client = new LanguageClient("banxin", "banxin", server, { documentSelector, synchronize });
  await client.start();
};

exports.deactivate = () => client?.stop();
