using System.Text;
using HandlebarsDotNet;

namespace OmniChannel;

/// <summary>A Handlebars template of one place.</summary>
internal sealed class FilledTemplate(ContentPlace place, TemplateScan scan, HandlebarsTemplate<TextWriter, object, object>? compiled, HandlebarsOptions options) : ITemplate
{
    private readonly (string Path, int Position)[] required = [.. scan.Required];

    /// <summary>What the last rendering wrote into, for the next one.</summary>
    private StringBuilder? spare;

    private readonly TemplateModel model = scan.Model;

    public ContentPlace Place => place;

    public IReadOnlyList<RenderProblem> Problems { get; } = [.. scan.Problems];

    public IReadOnlyList<string> Paths { get; } = [.. scan.Paths];

    public string Literal { get; } = scan.Literal;

    public string? Render(IReadOnlyDictionary<string, string> values, ICollection<RenderProblem> problems)
    {
        foreach (var problem in Problems)
        {
            problems.Add(problem);
        }

        return compiled is null ? null : Fill(compiled, values, problems);
    }

    private string? Fill(HandlebarsTemplate<TextWriter, object, object> template, IReadOnlyDictionary<string, string> values, ICollection<RenderProblem> problems)
    {
        var filled = model.Of(values, options.MaxTurns, out var isWhole);
        var before = problems.Count;
        foreach (var (path, position) in isWhole ? [] : required)
        {
            if (!filled.ContainsKey(path))
            {
                problems.Add(new RenderProblem { Code = RenderProblemCode.UnknownPath, Place = place, Position = position, Path = path, Problem = $"There is no value for {{{{{path}}}}}; add it to the message's data, or ask for it inside {{{{#if {path}}}}}." });
            }
        }

        if (problems.Count > before)
        {
            return null;
        }

        using var writer = new BoundedWriter(options, Interlocked.Exchange(ref spare, null) ?? new StringBuilder(1024));
        try
        {
            template(writer, filled, null!);
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
            problems.Add(new RenderProblem { Code = RenderProblemCode.Malformed, Place = place, Problem = "Handlebars could not fill it in: it failed on these values." });
            return null;
        }
        finally
        {
            spare = writer.Emptied();
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
