using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>Processes that send and processes that dispatch over one store. Whoever is killed is replaced at once, and what a sender had not answered is given to its successor.</summary>
internal sealed class CrowdOfProcesses : IDisposable
{
    private const int AheadAtMost = 60;
    private static readonly TimeSpan UntilDue = TimeSpan.FromSeconds(6);

    private readonly string _place;
    private readonly CrowdWitness _witness;
    private readonly MailWitness _mail;
    private readonly List<CrowdProcess> _processes = [];
    private readonly ConcurrentQueue<int> _again = new();
    private readonly ConcurrentDictionary<int, DateTimeOffset> _due = new();
    private readonly SemaphoreSlim _ahead = new(AheadAtMost);
    private readonly SemaphoreSlim _answers = new(0);
    private readonly StrongBox<int> _last = new(-1);
    private readonly CancellationTokenSource _broken;
    private volatile bool _isOver;
    private string? _defect;

    public CrowdOfProcesses(string place, CrowdWitness witness, MailWitness mail, CancellationToken cancellationToken)
    {
        (_place, _witness, _mail) = (place, witness, mail);
        _broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The deliveries that were answered, by the number of their message.</summary>
    public ConcurrentDictionary<int, DeliveryId> Answered { get; } = new();

    /// <summary>Those who had said stop well before their message was due.</summary>
    public ConcurrentBag<int> LeftInTime { get; } = [];

    public int Kills { get; private set; }

    /// <summary>When each dispatcher that was killed was gone.</summary>
    public List<DateTimeOffset> KilledDispatchers { get; } = [];

    public void Start(int senders, int dispatchers)
    {
        for (var i = 0; i < senders + dispatchers; i++)
        {
            Start(i < senders);
        }
    }

    /// <summary>Kills one of them wherever it is, and starts another in its place.</summary>
    public async Task KillAsync(int which)
    {
        var victim = _processes[which % _processes.Count];
        _processes.Remove(victim);
        foreach (var number in await victim.KillAsync(_broken.Token))
        {
            _again.Enqueue(number);
        }

        Kills++;
        if (!victim.Sends)
        {
            KilledDispatchers.Add(TimeProvider.System.GetUtcNow());
        }

        _ahead.Release();
        Start(victim.Sends);
        victim.Dispose();
    }

    /// <summary>Until so many more have arrived at the providers: as many more may be sent.</summary>
    public async Task ArrivalsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            try
            {
                await _witness.NextAsync(_broken.Token);
            }
            catch (OperationCanceledException) when (_defect is not null)
            {
                Assert.Fail(_defect);
            }

            _ahead.Release();
        }
    }

    /// <summary>Lets the senders end what they were given.</summary>
    public async Task EndSendingAsync()
    {
        _isOver = true;
        _ahead.Release(AheadAtMost);
        while (!_again.IsEmpty || _processes.Exists(process => !process.IsIdle))
        {
            await _answers.WaitAsync(_broken.Token);
        }

        await EndAsync(_processes.FindAll(process => process.Sends));
    }

    /// <summary>Lets the dispatchers end what they have begun.</summary>
    public Task EndDispatchingAsync() => EndAsync(_processes.FindAll(process => !process.Sends));

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _ahead.Dispose();
        _answers.Dispose();
        _broken.Dispose();
    }

    private async Task EndAsync(IReadOnlyList<CrowdProcess> processes)
    {
        foreach (var process in processes)
        {
            Assert.Equal(0, await process.EndAsync(_broken.Token));
            _processes.Remove(process);
            process.Dispose();
        }
    }

    private void Start(bool sends)
    {
        var work = string.Create(CultureInfo.InvariantCulture, $"crowd:{(sends ? "send" : "dispatch")} {_witness.Url} {_mail.Port}");
        var process = new CrowdProcess(ChildProcess.Start(work, _place), sends);
        _processes.Add(process);
        process.Reading = ReadAsync(process);
    }

    private async Task ReadAsync(CrowdProcess process)
    {
        while (await process.ReadLineAsync(_broken.Token) is { } line)
        {
            // A line that its process did not live to finish is no answer.
            if (line.Split(' ') is [var text, var delivery, "."])
            {
                TakeAnswer(process, int.Parse(text, CultureInfo.InvariantCulture), new DeliveryId(delivery));
            }

            if (process.Sends)
            {
                await GiveNextAsync(process);
            }
        }

        if (!process.Ending.IsCancellationRequested)
        {
            _defect = $"A process ended by itself: {await process.ReadErrorsAsync(_broken.Token)}";
            await _broken.CancelAsync();
        }
    }

    private void TakeAnswer(CrowdProcess process, int number, DeliveryId delivery)
    {
        Answered[number] = delivery;
        process.Answered(number);
        if (new CrowdMessage(number).Kind == CrowdKind.OptedOut && TimeProvider.System.GetUtcNow() < _due[number].AddSeconds(-1))
        {
            LeftInTime.Add(number);
        }

        _answers.Release();
    }

    /// <summary>Gives a sender what its predecessor left, or the next number; not too far ahead of what has arrived.</summary>
    private async Task GiveNextAsync(CrowdProcess process)
    {
        try
        {
            if (_again.TryDequeue(out var number))
            {
                await process.GiveAsync(number, _due[number], Task.CompletedTask);
            }
            else if (!_isOver)
            {
                number = Interlocked.Increment(ref _last.Value);
                _due[number] = TimeProvider.System.GetUtcNow() + UntilDue;
                await process.GiveAsync(number, _due[number], new CrowdMessage(number).Kind <= CrowdKind.AtLeastOnce ? _ahead.WaitAsync(_broken.Token) : Task.CompletedTask);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException && process.Ending.IsCancellationRequested)
        {
            // Whoever kills it passes on what it was given.
            return;
        }
    }
}
