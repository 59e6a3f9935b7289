using Microsoft.Extensions.Configuration;
using OmniChannel.Sqlite;

namespace OmniChannel;

/// <summary>Adds the embedded, durable store to an instance.</summary>
public static class OmniChannelSqlite
{
    /// <summary>Keeps everything durable in one SQLite file. Its options come from the section <c>Store</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="path">The file, relative to the current directory; null for what the options say.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddSqlite(this OmniChannelBuilder builder, string? path = null, Action<SqliteStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseStore(new ConfiguredStore<SqliteStoreOptions>
        {
            Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
            Configure = options =>
            {
                options.Path = path ?? options.Path;
                configure?.Invoke(options);
            },
            Check = Problems,
            Create = static (_, options) => SqliteOmniStore.Create(options),
        });
    }

    private static IEnumerable<string> Problems(SqliteStoreOptions options)
    {
        try
        {
            _ = SqliteFile.Of(options);
            return [];
        }
        catch (ArgumentException wrong)
        {
            return [wrong.Message];
        }
    }
}
