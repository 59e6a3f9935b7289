namespace OmniChannel;

/// <summary>Adds Handlebars to an instance.</summary>
public static class OmniChannelHandlebars
{
    /// <summary>Fills in the templates of variants whose <see cref="Variant.Engine"/> is "handlebars". The last options said hold.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="options">Partials and limits; null for no partials and the default limits.</param>
    public static OmniChannelBuilder UseHandlebars(this OmniChannelBuilder builder, HandlebarsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddTemplateEngine(new HandlebarsEngine(options));
    }
}
