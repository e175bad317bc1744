-- Neovim as an editor of an issue: findings, completion, explanations, going to a name, renaming it.
-- Run by .ci/lsp.sh in the issue's folder; BANXIN is the program. Any line on standard error that begins
-- with FAILED is a failure.

local function fail(what)
  io.stderr:write("FAILED: " .. what .. "\n")
  vim.cmd("cquit 1")
end

local function expect(condition, what)
  if not condition then fail(what) end
  io.stdout:write("ok: " .. what .. "\n")
end

local client = vim.lsp.start_client({ name = "banxin", cmd = { os.getenv("BANXIN"), "lsp" }, root_dir = vim.fn.getcwd() })
expect(client, "the server starts")

local function open(file)
  vim.cmd("edit " .. file)
  local buffer = vim.api.nvim_get_current_buf()
  expect(vim.lsp.buf_attach_client(buffer, client), "attached to " .. file)
  return buffer
end

local function ask(buffer, method, params)
  local answers, fault = vim.lsp.buf_request_sync(buffer, method, params, 20000)
  if not answers then fail(method .. ": " .. tostring(fault)) end
  local answer = answers[client]
  if not answer or answer.error then fail(method .. ": " .. vim.inspect(answer)) end
  return answer.result
end

-- The place behind the first `words` of a buffer.
local function at(buffer, words)
  for line, text in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local _, stop = text:find(words, 1, true)
    if stop then
      return {
        textDocument = vim.lsp.util.make_text_document_params(buffer),
        position = { line = line - 1, character = vim.str_utfindex and select(2, vim.str_utfindex(text, stop)) or stop },
      }
    end
  end
  fail("no line has " .. words)
end

local function codes(buffer)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    local code = one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code)
    if code then found[code] = true end
  end
  return found
end

local function wait(what, condition)
  expect(vim.wait(30000, condition, 20), what)
end

local issue = open("issue.toml")

-- Findings come while one types and go when they are mended.
local params = at(issue, 'area = "lead')
local line = params.position.line
local good = vim.api.nvim_buf_get_lines(issue, line, line + 1, false)
vim.api.nvim_buf_set_lines(issue, line, line + 1, false, { 'area = "laed"' })
wait("a wrong area is told", function() return codes(issue)["unknown-area"] end)
vim.api.nvim_buf_set_lines(issue, line, line + 1, false, good)
wait("and not any more when it is mended", function() return not codes(issue)["unknown-area"] end)

-- Completion.
params = at(issue, 'area = "')
local result = ask(issue, "textDocument/completion", params)
local items = result.items or result
local has = false
for _, item in ipairs(items) do has = has or item.label == "lead" end
expect(has, "areas are completed")

-- Explanations.
result = ask(issue, "textDocument/hover", at(issue, "pap"))
expect(result.contents.value:find("paper", 1, true), "keys are explained")

-- Going to a name.
result = ask(issue, "textDocument/definition", at(issue, 'area = "le'))
expect(result[1] and result[1].uri:find("layouts/front.toml", 1, true), "an area leads to its layout")

-- Renaming: in the issue and in the layout.
params = at(issue, 'area = "le')
params.newName = "main-story"
result = ask(issue, "textDocument/rename", params)
vim.lsp.util.apply_workspace_edit(result, "utf-16")
local text = table.concat(vim.api.nvim_buf_get_lines(issue, 0, -1, false), "\n")
expect(text:find('area = "main-story"', 1, true), "the issue has the new name")
local layout = open("layouts/front.toml")
text = table.concat(vim.api.nvim_buf_get_lines(layout, 0, -1, false), "\n")
expect(text:find("[areas.main-story]", 1, true), "the layout has the new name")
wait("and no area is unknown", function() return not codes(issue)["unknown-area"] end)

-- The outline.
result = ask(layout, "textDocument/documentSymbol", { textDocument = vim.lsp.util.make_text_document_params(layout) })
expect(#result > 3, "the layout has an outline")

vim.lsp.stop_client(client)
vim.wait(5000, function() return #vim.lsp.get_active_clients() == 0 end, 20)
vim.cmd("qall!")
