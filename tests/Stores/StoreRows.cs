using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace OmniChannel.Tests.Stores;

/// <summary>Everything that a store's tables hold, read beside the store; where it is a file, its bytes too.</summary>
internal static class StoreRows
{
    public static async Task<IReadOnlyList<string>> ReadAsync(string place, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder();
        TestStore.UseDatabase(options, place);
        await using var context = new DbContext(options.Options);
        var connection = context.Database.GetDbConnection();
        await connection.OpenAsync(cancellationToken);
        var rows = new List<string>();
        foreach (var table in await QueryAsync(connection, TestStore.Tables, cancellationToken))
        {
            rows.AddRange((await QueryAsync(connection, $"SELECT * FROM \"{table}\"", cancellationToken)).Select(row => $"{table}: {row}").Order(StringComparer.Ordinal));
        }

        foreach (var file in new[] { place, $"{place}-wal" }.Where(File.Exists))
        {
            // By another process: whoever closes a database's file gives up all locks that his process has on it.
            using var sum = Process.Start(new ProcessStartInfo("sha256sum", [file]) { RedirectStandardOutput = true })!;
            rows.Add(await sum.StandardOutput.ReadToEndAsync(cancellationToken));
        }

        return rows;
    }

    private static async Task<List<string>> QueryAsync(DbConnection connection, string query, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are the database's own.
        command.CommandText = query;
#pragma warning restore CA2100
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is byte[] bytes ? Convert.ToHexStringLower(bytes) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
