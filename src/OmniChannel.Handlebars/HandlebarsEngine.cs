using HandlebarsDotNet;

namespace OmniChannel;

/// <summary>Templates in the Handlebars language, by Handlebars.Net: <c>if</c>, <c>unless</c>, <c>each</c>, <c>with</c>, <c>else</c> and partials; no other helper, nothing unescaped. Safe for many threads.</summary>
/// <remarks>Values are escaped for the place: as character references in HTML, percent-encoded inside addresses, on one line in subjects. Every template is looked over before Handlebars.Net sees it, so that errors have places and no template can take more than <see cref="HandlebarsOptions"/> allow.</remarks>
public sealed class HandlebarsEngine : ITemplateEngine
{
    private readonly HandlebarsOptions options;
    private readonly Lazy<Compilation> html;
    private readonly Lazy<Compilation> text;
    private readonly Lazy<Compilation> line;

    /// <summary>Makes an engine.</summary>
    /// <param name="options">Partials and limits; null for no partials and the default limits.</param>
    public HandlebarsEngine(HandlebarsOptions? options = null)
    {
        this.options = options ?? new HandlebarsOptions();
        html = new(() => new Compilation(ContentPlace.Of(ContentPart.Html)));
        text = new(() => new Compilation(default));
        line = new(() => new Compilation(ContentPlace.Of(ContentPart.Subject)));
    }

    /// <summary>The name that variants give: "handlebars".</summary>
    public string Name => "handlebars";

    /// <inheritdoc/>
    public ITemplate Compile(TemplateSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var scan = new TemplateScan(options, source.Place);
        if (source.Markup is { } markup)
        {
            scan.Add(RenderProblemCode.UnsafePlace, 0, $"A Handlebars template cannot be marked up as {markup}: its values would not be escaped for it. Set no Markup, or write the text as one of Core's own templates.");
        }

        scan.Read(source.Text);
        var compilation = source.Place.Part switch { ContentPart.Html => html, ContentPart.Text => text, _ => line };
        return new FilledTemplate(source.Place, scan, scan.Problems.Count == 0 ? compilation.Value.Compile(scan.Rewritten, scan) : null, options);
    }

    /// <summary>One way of escaping.</summary>
    private sealed class Compilation
    {
        private readonly IHandlebars handlebars;
        private readonly Lock gate = new();

        public Compilation(ContentPlace place)
        {
            handlebars = Handlebars.Create(new HandlebarsConfiguration
            {
                TextEncoder = new PlaceEncoder(place),
                ThrowOnUnresolvedBindingExpression = false,
                ObjectDescriptorProviders = { new TemplateAccess() },
            });
            AddressWriters.AddTo(handlebars);
        }

        /// <summary>Null when Handlebars.Net does not take it after all; then the scan has one more problem.</summary>
        public HandlebarsTemplate<TextWriter, object, object>? Compile(string source, TemplateScan scan)
        {
            try
            {
                lock (gate)
                {
                    using var reader = new StringReader(source);
                    return handlebars.Compile(reader);
                }
            }
            catch (HandlebarsException refused)
            {
                scan.Add(RenderProblemCode.Malformed, 0, $"Handlebars does not take the template: {refused.Message.Trim()}");
                return null;
            }
        }
    }
}
