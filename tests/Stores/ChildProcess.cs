using System.Diagnostics;

namespace OmniChannel.Tests.Stores;

/// <summary>A process of this program, killed with the object if it still runs.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const string Nobody = "65534";
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static ChildProcess Start(string work, string place, bool asNobody = false)
    {
        List<string> command = [Environment.ProcessPath!, "child", work, place];
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            command.Insert(1, typeof(ChildProcess).Assembly.Location);
        }

        if (asNobody && Environment.IsPrivilegedProcess)
        {
            if (!File.Exists("/usr/bin/setpriv"))
            {
                Needs.Missing("Runs as root, which may write everything; needs setpriv (util-linux) to start a process that may not.");
            }

            command.InsertRange(0, ["/usr/bin/setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--"]);
        }

        var start = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        command.Skip(1).ToList().ForEach(start.ArgumentList.Add);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new ChildProcess(Process.Start(start)!);
    }

    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) => await _process.StandardOutput.ReadLineAsync(cancellationToken);

    public async Task<string> ReadToEndAsync(CancellationToken cancellationToken) => await _process.StandardOutput.ReadToEndAsync(cancellationToken);

    public async Task<string> ReadErrorsAsync(CancellationToken cancellationToken) => await _process.StandardError.ReadToEndAsync(cancellationToken);

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no code of the child runs any more.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
