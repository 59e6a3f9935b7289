using System.Globalization;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The steps that lead from an empty database to the schema of today; step n makes version n. A step that was published is never changed.</summary>
internal sealed class PostgreSqlSchema(IReadOnlyList<string> steps)
{
    /// <summary>The key of the lock under which the tables are changed: "omni" and "schm" in ASCII.</summary>
    private const long MigrationLock = 0x6F6D6E69_7363686D;

    public static PostgreSqlSchema Current { get; } = new([PostgreSqlSchemaSteps.One, PostgreSqlSchemaSteps.Two, PostgreSqlSchemaSteps.Three, PostgreSqlSchemaSteps.Four]);

    public int Version => steps.Count;

    public IReadOnlyList<string> Steps => steps;

    public string Script(int fromVersion, string schemaName)
    {
        if (fromVersion < 0 || fromVersion > Version)
        {
            throw new ArgumentOutOfRangeException(nameof(fromVersion), fromVersion, $"The versions are 0 (no schema yet) to {Version}.");
        }

        return $"""
            -- OmniChannel.Core: the PostgreSQL schema from version {fromVersion} to {Version}
            BEGIN;
            SELECT pg_advisory_xact_lock({MigrationLock});
            {(fromVersion == 0 ? $"CREATE SCHEMA IF NOT EXISTS {schemaName};\n" : "")}{Upgrade(fromVersion, schemaName)}
            COMMIT;

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Makes the schema that of today, or looks whether it is.</summary>
    /// <exception cref="StoreUnavailableException">It is not and may not be changed, or it is newer; or the database does not keep UTF-8.</exception>
    public async ValueTask PrepareAsync(PostgreSqlSession session, PostgreSqlTarget target, string server, CancellationToken cancellationToken)
    {
        var encoding = await session.AskAsync(new NpgsqlBatchCommand("SELECT current_setting('server_encoding')"), "", static row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        if (encoding != "UTF8")
        {
            throw new StoreUnavailableException($"{server} keeps text as {encoding}, which has not every character. Create the database with ENCODING 'UTF8'.");
        }

        var found = await VersionAsync(session, target, cancellationToken).ConfigureAwait(false);
        if (found == Version)
        {
            return;
        }

        if (found > Version)
        {
            throw new StoreUnavailableException($"{server} schema '{target.SchemaName}' has version {found} of the store's tables; this version of OmniChannel.PostgreSql knows {Version}. Update the package, or restore the copy from before the upgrade.");
        }

        if (target.Schema == StoreSchema.Verify)
        {
            throw new StoreUnavailableException($"{server} schema '{target.SchemaName}' has {(found == 0 ? "no tables of the store" : $"version {found} of the store's tables")}; this version of OmniChannel.PostgreSql needs {Version}. Run the script of PostgreSqlOmniStore.SchemaScript({found}, \"{target.SchemaName}\") on it, or set Schema = Migrate.");
        }

        await MigrateAsync(session, target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The version of the tables; 0 when there are none.</summary>
    public static async ValueTask<int> VersionAsync(PostgreSqlSession session, PostgreSqlTarget target, CancellationToken cancellationToken)
    {
        // Not by to_regclass: it remembers within a transaction that there was none.
        const string Exists = "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'omni_schema')";
        return await AskAsync(session, Exists, target, cancellationToken).ConfigureAwait(false)
            ? await session.AskAsync(new NpgsqlBatchCommand($"SELECT max(version) FROM {target.SchemaName}.omni_schema"), 0, static row => row.GetInt32(0), cancellationToken).ConfigureAwait(false)
            : 0;
    }

    /// <summary>All steps in one transaction under a lock, so that several processes may start at once; undone with the session when one fails.</summary>
    private async ValueTask MigrateAsync(PostgreSqlSession session, PostgreSqlTarget target, CancellationToken cancellationToken)
    {
        // Whoever changes the tables may need minutes for big ones, here or in another process. Only for the tables themselves nobody waits longer than for anything else: others wait behind.
        session.IsPatient = true;
        session.Begin();
        session.Later(new NpgsqlBatchCommand("SET LOCAL statement_timeout = 0"));
        session.Later(new NpgsqlBatchCommand("SET LOCAL lock_timeout = 0"));
        await session.RunAsync(new NpgsqlBatchCommand("SELECT pg_advisory_xact_lock($1)").With(MigrationLock), cancellationToken).ConfigureAwait(false);
        session.Later(new NpgsqlBatchCommand(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = '{target.BusySeconds}s'")));

        // Another process may have been first.
        var found = await VersionAsync(session, target, cancellationToken).ConfigureAwait(false);
        if (found == 0 && !await AskAsync(session, "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1)", target, cancellationToken).ConfigureAwait(false))
        {
            session.Later(new NpgsqlBatchCommand($"CREATE SCHEMA {target.SchemaName}"));
        }

        if (found < Version)
        {
            foreach (var statement in Statements(Upgrade(found, target.SchemaName)))
            {
                session.Later(new NpgsqlBatchCommand(statement));
            }
        }

        await session.CommitAsync().ConfigureAwait(false);
        session.IsPatient = false;
    }

    private static ValueTask<bool> AskAsync(PostgreSqlSession session, string aboutASchema, PostgreSqlTarget target, CancellationToken cancellationToken) =>
        session.AskAsync(new NpgsqlBatchCommand(aboutASchema).With(target.SchemaName), false, static row => row.GetBoolean(0), cancellationToken);

    /// <summary>The statements of our own text, which has no semicolon within one but at the end of a line.</summary>
    private static IEnumerable<string> Statements(string text) =>
        text.Split('\n').Select(line => line.Split("--")[0].TrimEnd()).Aggregate(
            new List<string> { "" },
            static (statements, line) =>
            {
                statements[^1] += line + "\n";
                if (line.EndsWith(';'))
                {
                    statements[^1] = statements[^1].TrimEnd('\n', ';');
                    statements.Add("");
                }

                return statements;
            }).Where(statement => !string.IsNullOrWhiteSpace(statement));

    private string Upgrade(int fromVersion, string schemaName)
    {
        var table = fromVersion == 0 ? "CREATE TABLE @.omni_schema (version integer NOT NULL PRIMARY KEY);\n" : "";
        return (table + string.Join('\n', steps.Skip(fromVersion).Select((step, i) =>
            $"{step.TrimEnd()}\nINSERT INTO @.omni_schema (version) VALUES ({(fromVersion + i + 1).ToString(CultureInfo.InvariantCulture)});"))).Replace("@.", schemaName + ".", StringComparison.Ordinal);
    }
}
