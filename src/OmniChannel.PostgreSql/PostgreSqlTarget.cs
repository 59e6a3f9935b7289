using System.Text.RegularExpressions;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The options, checked: where the tables are and how long to wait.</summary>
internal sealed partial record PostgreSqlTarget
{
    private const int LeastConnections = 3;

    public required string SchemaName { get; init; }

    public required StoreSchema Schema { get; init; }

    public required TimeSpan BusyTimeout { get; init; }

    /// <summary>What Npgsql counts in: whole seconds.</summary>
    public int BusySeconds => SecondsOf(BusyTimeout);

    /// <exception cref="ArgumentException">A value is out of bounds.</exception>
    public static PostgreSqlTarget Of(PostgreSqlStoreOptions options)
    {
        if (options.SchemaName is null || !Name().IsMatch(options.SchemaName))
        {
            throw new ArgumentException($"SchemaName is '{options.SchemaName}'. Give the name of a PostgreSQL schema in small letters, digits and underscores, such as \"public\" or \"omnichannel\".", nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.BusyTimeout, TimeSpan.FromSeconds(1), "options.BusyTimeout");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BusyTimeout, TimeSpan.FromDays(1), "options.BusyTimeout");
        return new PostgreSqlTarget
        {
            SchemaName = options.SchemaName,
            Schema = Enum.IsDefined(options.Schema) ? options.Schema : throw new ArgumentOutOfRangeException(nameof(options), options.Schema, "Not a value of StoreSchema."),
            BusyTimeout = options.BusyTimeout,
        };
    }

    /// <summary>The connection string with what it leaves open set for this store.</summary>
    /// <exception cref="ArgumentException">There is none, or Npgsql does not understand it.</exception>
    public static NpgsqlConnectionStringBuilder ConnectionOf(PostgreSqlStoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new ArgumentException("ConnectionString is empty. Give one such as \"Host=db;Database=shop;Username=omni\", or hand over the host's NpgsqlDataSource.", nameof(options));
        }

        NpgsqlConnectionStringBuilder connection;
        try
        {
            connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException)
        {
            // Npgsql's words name the keyword, not what stands behind it.
            throw new ArgumentException($"ConnectionString is not one that Npgsql understands: {wrong.Message}", nameof(options));
        }

        if (string.IsNullOrEmpty(connection.Host))
        {
            throw new ArgumentException("ConnectionString names no Host.", nameof(options));
        }

        var said = connection.Keys.Cast<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        connection.Enlist = false;
        connection.MaxAutoPrepare = Says("Max Auto Prepare") ? connection.MaxAutoPrepare : 100;
        connection.AutoPrepareMinUsages = Says("Auto Prepare Min Usages") ? connection.AutoPrepareMinUsages : 2;
        connection.NoResetOnClose = !Says("No Reset On Close") || connection.NoResetOnClose;
        connection.Timeout = Says("Timeout") ? connection.Timeout : int.Clamp(SecondsOf(options.BusyTimeout), 1, 1024);

        // Also how long Npgsql waits to be told that a statement was cancelled.
        connection.CommandTimeout = Says("Command Timeout") ? connection.CommandTimeout : SecondsOf(options.BusyTimeout);
        connection.ApplicationName ??= "OmniChannel";
        RefuseUnfit(connection);
        return connection;

        // Npgsql's ContainsKey is true of every keyword it knows.
        bool Says(string keyword) => said.Contains(keyword);
    }

    /// <summary>Refuses a pool whose connections are shared by commands, as a unit of work is a transaction on one; and one too small for a unit, a look beside it and the hints.</summary>
    /// <exception cref="ArgumentException">It multiplexes, or has less than three connections.</exception>
    public static void RefuseUnfit(NpgsqlConnectionStringBuilder connection)
    {
        if (connection.MaxPoolSize < LeastConnections)
        {
            throw new ArgumentException($"The pool has {connection.MaxPoolSize} connections at most; expected {LeastConnections} or more: for a unit of work, for a look beside it and for the hints. Raise Maximum Pool Size.", nameof(connection));
        }

        if (connection.Multiplexing)
        {
            throw new ArgumentException("The pool multiplexes its connections, and a unit of work needs one for itself. Leave out Multiplexing=true.", nameof(connection));
        }
    }

    private static int SecondsOf(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex Name();
}
