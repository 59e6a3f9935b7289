using HandlebarsDotNet;

namespace OmniChannel;

/// <summary>A Handlebars template of one place.</summary>
internal sealed class FilledTemplate(ContentPlace place, TemplateScan scan, HandlebarsTemplate<TextWriter, object, object>? compiled, HandlebarsOptions options) : ITemplate
{
    private readonly (string Path, int Position)[] required = [.. scan.Required];

    public ContentPlace Place => place;

    public IReadOnlyList<RenderProblem> Problems { get; } = [.. scan.Problems];

    public IReadOnlyList<string> Paths { get; } = [.. scan.Paths];

    public string Literal { get; } = scan.Literal;

    public string? Render(IReadOnlyDictionary<string, string> values, ICollection<RenderProblem> problems)
    {
        var before = problems.Count;
        foreach (var problem in Problems)
        {
            problems.Add(problem);
        }

        foreach (var (path, position) in required)
        {
            if (!values.ContainsKey(path))
            {
                problems.Add(new RenderProblem { Code = RenderProblemCode.UnknownPath, Place = place, Position = position, Path = path, Problem = $"There is no value for {{{{{path}}}}}; add it to the message's data, or ask for it inside {{{{#if {path}}}}}." });
            }
        }

        return problems.Count > before || compiled is null ? null : Fill(values, problems);
    }

    private string? Fill(IReadOnlyDictionary<string, string> values, ICollection<RenderProblem> problems)
    {
        using var writer = new BoundedWriter(options);
        try
        {
            compiled!(writer, TemplateModel.Of(values, options.MaxTurns), null!);
            return writer.ToString();
        }
        catch (Exception failed) when (Refusal(failed) is { } refused)
        {
            problems.Add(new RenderProblem { Code = refused.Code, Place = place, Problem = refused.Message });
            return null;
        }
        catch (HandlebarsException)
        {
            // Its words may hold values.
            problems.Add(new RenderProblem { Code = RenderProblemCode.Malformed, Place = place, Problem = "Handlebars could not fill it in: a helper or partial failed on these values." });
            return null;
        }
    }

    private static RefusedRenderingException? Refusal(Exception? failed)
    {
        for (; failed is not null; failed = failed.InnerException)
        {
            if (failed is RefusedRenderingException refused)
            {
                return refused;
            }
        }

        return null;
    }
}
