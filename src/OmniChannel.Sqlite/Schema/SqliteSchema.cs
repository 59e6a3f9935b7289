using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The steps that lead from an empty file to the schema of today; step n makes version n. A step that was published is never changed.</summary>
/// <remarks>The version stands in a table of ours, not in <c>user_version</c>: the file may be the host's, which may use that number itself.</remarks>
internal sealed class SqliteSchema(IReadOnlyList<string> steps)
{
    public static SqliteSchema Current { get; } = new([SqliteSchemaSteps.One, SqliteSchemaSteps.Two, SqliteSchemaSteps.Three]);

    public int Version => steps.Count;

    public IReadOnlyList<string> Steps => steps;

    public string Script(int fromVersion)
    {
        if (fromVersion < 0 || fromVersion > Version)
        {
            throw new ArgumentOutOfRangeException(nameof(fromVersion), fromVersion, $"The versions are 0 (no schema yet) to {Version}.");
        }

        return $"""
            -- OmniChannel.Core: the SQLite schema from version {fromVersion} to {Version}
            PRAGMA journal_mode = WAL;
            BEGIN IMMEDIATE;
            {Upgrade(fromVersion)}
            COMMIT;

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Makes the schema that of today, or looks whether it is.</summary>
    /// <exception cref="StoreUnavailableException">It is not and may not be changed, or it is newer.</exception>
    public void Prepare(SqliteSession session, SqliteFile file)
    {
        var found = VersionOf(session);
        if (found == Version)
        {
            return;
        }

        if (found > Version)
        {
            throw new StoreUnavailableException($"'{file.Path}' has schema version {found}; this version of OmniChannel.Sqlite knows {Version}. Update the package, or restore the copy of the file from before its upgrade.");
        }

        if (file.Schema == StoreSchema.Verify)
        {
            throw new StoreUnavailableException($"'{file.Path}' has {(found == 0 ? "no schema" : $"schema version {found}")}; this version of OmniChannel.Sqlite needs {Version}. Run the script of SqliteOmniStore.SchemaScript({found}) on it, or set Schema = Migrate.");
        }

        session.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have been first.
            found = VersionOf(session);
            if (found < Version)
            {
                session.Execute(Upgrade(found));
            }

            session.Execute("COMMIT");
        }
        catch
        {
            session.Try("ROLLBACK");
            throw;
        }
    }

    /// <summary>The version of the file; 0 when there is no schema.</summary>
    public static int VersionOf(SqliteSession session)
    {
        var exists = session.Statement("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'omni_schema'");
        if (!exists.Step())
        {
            return 0;
        }

        exists.Reset();
        var version = session.Statement("SELECT max(version) FROM omni_schema");
        version.Step();
        var found = (int)version.Long(0);
        version.Reset();
        return found;
    }

    private string Upgrade(int fromVersion)
    {
        var table = fromVersion == 0 ? "CREATE TABLE omni_schema (version INTEGER NOT NULL PRIMARY KEY) STRICT;\n" : "";
        return table + string.Join('\n', steps.Skip(fromVersion).Select((step, i) =>
            $"{step.TrimEnd()}\nINSERT INTO omni_schema (version) VALUES ({(fromVersion + i + 1).ToString(CultureInfo.InvariantCulture)});"));
    }
}
