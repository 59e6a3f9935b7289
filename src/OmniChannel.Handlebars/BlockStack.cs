namespace OmniChannel;

/// <summary>The blocks that are open, and what paths mean inside them.</summary>
internal sealed class BlockStack(string context)
{
    private readonly Stack<(string Name, string Context, int Position)> open = new();

    public int Depth => open.Count;

    /// <summary>The innermost block; null outside of every one.</summary>
    public (string Name, int Position)? Open => open.TryPeek(out var block) ? (block.Name, block.Position) : null;

    /// <summary>The path from the root of what <c>this</c> is.</summary>
    public string Context => open.TryPeek(out var block) ? block.Context : context;

    /// <param name="name">if, unless, each or with.</param>
    /// <param name="path">Its argument, from the root.</param>
    /// <param name="position">Where it begins.</param>
    public void Push(string name, string path, int position) =>
        open.Push((name, name switch { "each" => path + ".*", "with" => path, _ => Context }, position));

    /// <summary>What is wrong with closing this block here; null when nothing is.</summary>
    public string? Close(string name)
    {
        if (!open.TryPeek(out var block))
        {
            return $"{{{{/{name}}}}} closes nothing.";
        }

        if (block.Name != name)
        {
            return $"{{{{/{name}}}}} stands where {{{{/{block.Name}}}}} was expected.";
        }

        open.Pop();
        return null;
    }

    /// <summary>What a written path means from the root; empty for what the loop knows (@index).</summary>
    public (string? Path, string? Complaint) Resolve(string written)
    {
        if (written is "@index" or "@first" or "@last" or "@key")
        {
            return open.Any(block => block.Name == "each") ? ("", null) : (null, $"{written} stands outside of {{{{#each}}}}.");
        }

        var rest = written;
        var at = Context;
        if (rest.StartsWith("@root.", StringComparison.Ordinal))
        {
            (rest, at) = (rest[6..], "");
        }

        var above = open.Where(block => block.Name is "each" or "with").Select(block => block.Context).Append(context).ToList();
        for (var up = 1; rest.StartsWith("../", StringComparison.Ordinal); up++)
        {
            if (up >= above.Count)
            {
                return (null, $"'{written}' leads out of the template.");
            }

            (rest, at) = (rest[3..], above[up]);
        }

        if (rest is "this" or ".")
        {
            return (at, null);
        }

        rest = rest.StartsWith("this.", StringComparison.Ordinal) ? rest[5..] : rest;
        return IsPath(rest) ? (at.Length == 0 ? rest : $"{at}.{rest}", null)
            : (null, $"'{written}' is not a path; expected letters, digits, '_' and '-' with dots between, such as cart.total.");
    }

    private static bool IsPath(string text)
    {
        var start = true;
        foreach (var c in text)
        {
            if (c == '.' ? start : !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }

            start = c == '.';
        }

        return !start && text.Length <= 200;
    }
}
