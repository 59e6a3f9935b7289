using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OmniChannel;

/// <summary>The options of a part that is configured by a section of its instance's: an account, a store, a feed. Bound once, changed as often as it is added, checked when the part is made.</summary>
/// <param name="builder">The instance.</param>
/// <param name="name">The options' name.</param>
/// <param name="section">Where they come from; from now on somebody reads it.</param>
/// <param name="bind">Binds them.</param>
/// <param name="check">Finds what is wrong with them.</param>
internal sealed class SectionOptions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(OmniChannelBuilder builder, string name, IConfigurationSection section, Action<IConfigurationSection, TOptions> bind, Func<TOptions, IEnumerable<string>> check)
    where TOptions : class
{
    /// <param name="isNew">False for a part that was added before: its options are bound already.</param>
    /// <param name="configure">Changes them after they were bound; null for nothing.</param>
    public void Register(bool isNew, Action<TOptions>? configure)
    {
        var options = builder.Services.AddOptions<TOptions>(name);
        builder.Parts.Sections.Add(section.Path);
        if (isNew)
        {
            options.Configure(bound => bind(section, bound));
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }
    }

    /// <summary>The options when nothing is wrong with them, else null, and each problem to where problems go.</summary>
    public TOptions? Usable(IServiceProvider services, List<string> problems)
    {
        var (options, unbound) = BoundOptions.Of<TOptions>(services, name);
        string[] found = options is null ? [.. unbound] : [.. check(options)];
        problems.AddRange(found.Select(problem => $"{section.Path}: {problem}"));
        return found.Length == 0 ? options : null;
    }
}
