using System.Transactions;
using Npgsql;

namespace OmniChannel.PostgreSql;

/// <summary>Connections that join nothing. Npgsql opens those of the host's pool within the transaction scope that is ambient (System.Transactions), with the connection that has it already: what the store commits would commit the host's.</summary>
internal static class OwnConnections
{
    /// <summary>Opens a connection outside the host's transaction scope: a transaction is joined only where it is given.</summary>
    public static ValueTask<NpgsqlConnection> OpenApartAsync(this NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        if (Transaction.Current is null)
        {
            return source.OpenConnectionAsync(cancellationToken);
        }

        // Npgsql asks for the ambient transaction when opening begins, so the scope is over before anything is waited for.
        using var apart = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        return source.OpenConnectionAsync(cancellationToken);
    }
}
