namespace OmniChannel;

/// <summary>The blocks that are open, and what paths mean inside them.</summary>
internal sealed class BlockStack
{
    private readonly List<Frame> frames;
    private readonly int inherited;

    public BlockStack() => frames = [];

    /// <summary>For a partial: inside of what is open where it stands.</summary>
    /// <param name="outer">The blocks around it.</param>
    /// <param name="context">What it was given as <c>this</c>; null for nothing.</param>
    public BlockStack(BlockStack outer, string? context)
    {
        frames = [.. outer.frames];
        if (context is not null)
        {
            frames.Add(new Frame("with", context, 0));
        }

        inherited = frames.Count;
    }

    public int Depth => frames.Count;

    /// <summary>The innermost block of this template; null outside of every one.</summary>
    public (string Name, int Position)? Open => frames.Count > inherited ? (frames[^1].Name, frames[^1].Position) : null;

    private string Context => frames.Count == 0 ? "" : frames[^1].Context;

    /// <param name="name">if, unless, each or with.</param>
    /// <param name="path">Its argument, from the root.</param>
    /// <param name="position">Where it begins.</param>
    public void Push(string name, string path, int position) =>
        frames.Add(new Frame(name, name switch { "each" => path + ".*", "with" => path, _ => Context }, position));

    /// <summary>What is wrong with closing this block here; null when nothing is.</summary>
    public string? Close(string name)
    {
        if (Open is not { } open)
        {
            return $"{{{{/{name}}}}} closes nothing.";
        }

        if (open.Name != name)
        {
            return $"{{{{/{name}}}}} stands where {{{{/{open.Name}}}}} was expected.";
        }

        frames.RemoveAt(frames.Count - 1);
        return null;
    }

    /// <summary>What a written path means from the root (empty for what the loop knows), and how it is asked of the flat model.</summary>
    public (string? Path, string Asked, string? Complaint) Resolve(string written)
    {
        if (written is "@index" or "@first" or "@last" or "@key")
        {
            return frames.Exists(frame => frame.Name == "each") ? ("", written, null) : (null, "", $"{written} stands outside of {{{{#each}}}}.");
        }

        var rest = written;
        var at = Context;
        if (rest.StartsWith("@root.", StringComparison.Ordinal))
        {
            (rest, at) = (rest[6..], "");
        }

        var above = frames.Where(frame => frame.Name is "each" or "with").Reverse().ToList();
        var up = 1;
        for (; rest.StartsWith("../", StringComparison.Ordinal); up++)
        {
            if (up > above.Count)
            {
                return (null, "", $"'{written}' leads out of the template.");
            }

            (rest, at) = (rest[3..], up < above.Count ? above[up].Context : "");
        }

        // Two loops over one list have one path: which of them is meant is told by the way up.
        var passed = above.Take(up - 1).Count(frame => frame.Name == "each");
        rest = rest.StartsWith("this.", StringComparison.Ordinal) ? rest[5..] : rest;
        if (rest is "this" or "." && at.Length > 0)
        {
            return (at, Asked(at, passed), null);
        }

        if (!IsPath(rest))
        {
            return (null, "", $"'{written}' is not a path; expected letters, digits, '_' and '-' with dots between, such as cart.total.");
        }

        var path = at.Length == 0 ? rest : $"{at}.{rest}";
        return (path, Asked(path, passed), null);
    }

    /// <summary>One key of the root, or of the item of the loop to which the path belongs.</summary>
    private string Asked(string path, int passed)
    {
        var up = passed;
        foreach (var loop in frames.AsEnumerable().Reverse().Where(frame => frame.Name == "each").Select(frame => frame.Context).Skip(passed))
        {
            if (path == loop)
            {
                return up == 0 ? "this" : string.Join('/', Enumerable.Repeat("..", up));
            }

            if (path.StartsWith(loop + ".", StringComparison.Ordinal))
            {
                return string.Concat(Enumerable.Repeat("../", up)) + $"[{path[(loop.Length + 1)..]}]";
            }

            up++;
        }

        return up == 0 ? $"[{path}]" : $"@root.[{path}]";
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

    private sealed record Frame(string Name, string Context, int Position);
}
