using Microsoft.Extensions.Configuration;
using Npgsql;
using OmniChannel.PostgreSql;

namespace OmniChannel;

/// <summary>Adds the shared, durable store to an instance.</summary>
public static class OmniChannelPostgreSql
{
    /// <summary>Keeps everything durable in PostgreSQL, by a pool of the store's own. Its options come from the section <c>Store</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="connectionString">How to reach the server; null for what the options say.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddPostgreSql(this OmniChannelBuilder builder, string? connectionString = null, Action<PostgreSqlStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseStore(new ConfiguredStore<PostgreSqlStoreOptions>
        {
            Bind = Bind,
            Configure = options =>
            {
                options.ConnectionString = connectionString ?? options.ConnectionString;
                configure?.Invoke(options);
            },
            Check = static options => Problems(options, ownPool: true),
            Create = static (_, options) => PostgreSqlOmniStore.Create(options),
        });
    }

    /// <summary>Keeps everything durable in PostgreSQL, by the host's pool, which stays the host's.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="pool">Gives the pool: <c>services => services.GetRequiredService&lt;NpgsqlDataSource&gt;()</c>. Its connection string should say <c>Max Auto Prepare=100</c>.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddPostgreSql(this OmniChannelBuilder builder, Func<IServiceProvider, NpgsqlDataSource> pool, Action<PostgreSqlStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(pool);
        return builder.UseStore(new ConfiguredStore<PostgreSqlStoreOptions>
        {
            Bind = Bind,
            Configure = configure,
            Check = static options => Problems(options, ownPool: false),
            Create = (services, options) => PostgreSqlOmniStore.Create(options, pool(services)),
        });
    }

    private static void Bind(IConfigurationSection section, PostgreSqlStoreOptions options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true);

    private static IEnumerable<string> Problems(PostgreSqlStoreOptions options, bool ownPool)
    {
        try
        {
            _ = PostgreSqlTarget.Of(options);
            _ = ownPool ? PostgreSqlTarget.ConnectionOf(options) : null;
            return [];
        }
        catch (ArgumentException wrong)
        {
            return [wrong.Message];
        }
    }
}
