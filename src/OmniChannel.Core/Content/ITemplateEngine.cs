namespace OmniChannel;

/// <summary>Fills in templates that need more than <c>{{path}}</c>: sections, loops, partials. Core has none; <c>OmniChannel.Handlebars</c> is one. Registered with an instance, chosen by <see cref="Variant.Engine"/>.</summary>
/// <remarks>
/// Used for subject, text, HTML and buttons; addresses stay with Core's own templates, which escape and check them. Implementations are safe for many
/// threads, and bound what a template may cost: who writes templates is not always who runs the host.
/// </remarks>
public interface ITemplateEngine
{
    /// <summary>The name that variants give, such as "handlebars".</summary>
    string Name { get; }

    /// <summary>Parses a template, once for each variant. What is wrong with it is told by <see cref="ITemplate.Problems"/>, never thrown.</summary>
    ITemplate Compile(TemplateSource source);
}
