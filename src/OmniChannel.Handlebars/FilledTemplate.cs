using System.Text;
using HandlebarsDotNet;

namespace OmniChannel;

/// <summary>A Handlebars template of one place.</summary>
internal sealed class FilledTemplate(ContentPlace place, TemplateScan scan, HandlebarsTemplate<TextWriter, object, object>? compiled, HandlebarsOptions options) : ITemplate
{
    private readonly (string Path, int Position)[] required = [.. scan.Required];

    private readonly TemplateModel model = scan.Model;

    /// <summary>The room of the last rendering, for the next one.</summary>
    private Filling? spare;

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
        var room = Interlocked.Exchange(ref spare, null) ?? new Filling(new TemplateValues(model, options.MaxTurns), new BoundedWriter(options));
        var (asked, writer) = (room.Values, room.Writer);
        asked.Begin(values);
        writer.Begin();
        try
        {
            template(writer, asked, null!);
            return asked.HasMissed && IsMissing(asked, problems) ? null : writer.ToString();
        }
        catch (Exception failed) when (failed is HandlebarsException or RefusedRenderingException && IsMissing(asked, problems))
        {
            return null; // it failed because something was missing
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
            asked.End();
            writer.End();
            spare = writer.IsSmall ? room : null;
        }
    }

    /// <summary>Whether a path that is always written has no value; then the problems are added.</summary>
    private bool IsMissing(TemplateValues values, ICollection<RenderProblem> problems)
    {
        var before = problems.Count;
        foreach (var (path, position) in required)
        {
            if (values.Find(path) is null)
            {
                problems.Add(new RenderProblem { Code = RenderProblemCode.UnknownPath, Place = place, Position = position, Path = path, Problem = $"There is no value for {{{{{path}}}}}; add it to the message's data, or ask for it inside {{{{#if {path}}}}}." });
            }
        }

        return problems.Count > before;
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

    private sealed record Filling(TemplateValues Values, BoundedWriter Writer);
}
