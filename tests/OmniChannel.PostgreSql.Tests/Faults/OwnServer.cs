using System.Diagnostics;
using Npgsql;

namespace OmniChannel.Tests.PostgreSql.Faults;

/// <summary>A PostgreSQL server of one test, with its durable defaults (fsync on), that may be killed and started again.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private readonly string _programs = Server.Require(Server.PostgreSqlPrograms);
    private readonly TemporaryFolder _folder = new();
    private Process? _postmaster;

    private string Data => Path.Combine(_folder.Path, "data");

    public int Port { get; private set; }

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=omni;Database=postgres";

    public static async Task<OwnServer> CreateAsync(CancellationToken cancellationToken)
    {
        var server = new OwnServer { Port = FreePort() };
        if (Environment.IsPrivilegedProcess)
        {
            await server.RunAsync("/bin/chown", [ "postgres", server._folder.Path ], asPostgres: false, cancellationToken);
        }

        await server.RunAsync(Path.Combine(server._programs, "initdb"), ["-D", server.Data, "-U", "omni", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], asPostgres: true, cancellationToken);
        await server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts it, and again as long as the memory of its killed predecessor is in use; returns when it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _postmaster = Process.Start(Start(
                Path.Combine(_programs, "postgres"),
                ["-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=60"],
                asPostgres: true))!;
            while (await _postmaster.StandardError.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Contains("ready to accept connections", StringComparison.Ordinal))
                {
                    _ = DrainAsync(_postmaster);
                    return;
                }
            }

            await _postmaster.WaitForExitAsync(cancellationToken);
            _postmaster.Dispose();
        }
    }

    /// <summary>SIGKILL to the postmaster: nothing is written down any more; its children find out and end.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _postmaster!.Kill();
        await _postmaster.WaitForExitAsync(cancellationToken);
        _postmaster.Dispose();
        _postmaster = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postmaster is not null)
        {
            await KillAsync(CancellationToken.None);
        }

        NpgsqlConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task DrainAsync(Process process)
    {
        try
        {
            while (await process.StandardError.ReadLineAsync() is not null)
            {
                // What else it says is of no interest, but it must not wait for us to read it.
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // Killed and disposed of.
            return;
        }
    }

    /// <summary>The server refuses to run as root.</summary>
    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments, bool asPostgres)
    {
        IEnumerable<string> command = asPostgres && Environment.IsPrivilegedProcess
            ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", program, .. arguments]
            : [program, .. arguments];
        return new ProcessStartInfo(command.First(), command.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = asPostgres && program.EndsWith("initdb", StringComparison.Ordinal), WorkingDirectory = "/" };
    }

    private async Task RunAsync(string program, IEnumerable<string> arguments, bool asPostgres, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Start(program, arguments, asPostgres))!;
        var said = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, said);
    }
}
