using System.Globalization;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>A process of the crowd that lives now, and the numbers it was given and has not answered yet.</summary>
internal sealed class CrowdProcess(ChildProcess process, bool sends) : IDisposable
{
    private readonly HashSet<int> _given = [];
    private readonly CancellationTokenSource _ending = new();

    public bool Sends => sends;

    /// <summary>Reads what it says until it ends.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    /// <summary>It is being killed, or was told that nothing more comes.</summary>
    public CancellationToken Ending => _ending.Token;

    public bool IsIdle
    {
        get
        {
            lock (_given)
            {
                return _given.Count == 0;
            }
        }
    }

    public Task<string?> ReadLineAsync(CancellationToken cancellationToken) => process.ReadLineAsync(cancellationToken);

    public Task<string> ReadErrorsAsync(CancellationToken cancellationToken) => process.ReadErrorsAsync(cancellationToken);

    /// <summary>The number is this one's from now on; it is told when it may be.</summary>
    /// <param name="number">Which.</param>
    /// <param name="due">When those who say stop would have got it.</param>
    /// <param name="untilItMay">What to wait for first.</param>
    public async Task GiveAsync(int number, DateTimeOffset due, Task untilItMay)
    {
        lock (_given)
        {
            _given.Add(number);
        }

        await untilItMay.WaitAsync(Ending);
        await process.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{number} {due.ToUnixTimeSeconds()}"));
    }

    public void Answered(int number)
    {
        lock (_given)
        {
            _given.Remove(number);
        }
    }

    /// <returns>What it leaves to its successor.</returns>
    public async Task<IReadOnlyCollection<int>> KillAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await process.KillAsync(cancellationToken);
        await Reading;
        return _given;
    }

    /// <summary>Nothing more comes: it finishes what it has and ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        process.EndInput();
        await Reading;
        return await process.ExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        process.Dispose();
        _ending.Dispose();
    }
}
