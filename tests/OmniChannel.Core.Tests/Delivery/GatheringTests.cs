using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Delivery;

/// <summary>Things done together: who arrives while others are at it shares the next turn.</summary>
public sealed class GatheringTests
{
    private readonly TaskCompletionSource _gate = new();
    private readonly List<string> _turns = [];
    private readonly List<string> _alone = [];

    [Fact]
    public async Task Do_WhileOthersAreAtIt_SharesTheNextTurn()
    {
        var gathering = Of(async those =>
        {
            lock (_turns)
            {
                _turns.Add(string.Concat(those));
            }

            await _gate.Task;
            return [.. those.Select(one => one.ToUpperInvariant())];
        });

        var first = gathering.DoAsync("a").AsTask();
        await UntilAsync(() => _turns.Count == 1);
        Task<string>[] others = [.. "bcde".Select(one => gathering.DoAsync(one.ToString()).AsTask())];
        _gate.SetResult();

        Assert.Equal("A", await first);
        Assert.Equal(["B", "C", "D", "E"], await Task.WhenAll(others));
        Assert.Equal("abcde", string.Concat(_turns));
        Assert.All(_turns, turn => Assert.InRange(turn.Length, 1, 3));
        Assert.Equal(3, _turns.Count); // two at once, and who came meanwhile together
        Assert.Empty(_alone);
    }

    [Fact]
    public async Task Do_WhileHalfATurnWaits_HasASecondTurnAndNoThird()
    {
        var (underWay, most) = (0, 0);
        var gathering = new Gathering<string, string>(
            4,
            async those =>
            {
                most = int.Max(most, Interlocked.Increment(ref underWay));
                lock (_turns)
                {
                    _turns.Add(string.Concat(those));
                }

                await _gate.Task;
                Interlocked.Decrement(ref underWay);
                return [.. those];
            },
            one => ValueTask.FromResult(one),
            (_, _) => false);

        var first = gathering.DoAsync("a").AsTask();
        await UntilAsync(() => _turns.Count == 1);
        var second = gathering.DoAsync("b").AsTask();
        Assert.Single(_turns); // one alone waits
        var third = gathering.DoAsync("c").AsTask();
        await UntilAsync(() => _turns.Count == 2);
        Task<string>[] rest = [.. "defg".Select(one => gathering.DoAsync(one.ToString()).AsTask())];
        Assert.Equal(["a", "bc"], _turns);
        _gate.SetResult();

        await Task.WhenAll([first, second, third, .. rest]);
        Assert.Equal("abcdefg", string.Concat(string.Concat(_turns).Order()));
        Assert.InRange(most, 2, 2);
    }

    [Fact]
    public async Task Do_LeftOut_IsDoneAlone()
    {
        var gathering = Of(those => ValueTask.FromResult<IReadOnlyList<string?>>([.. those.Select(_ => (string?)null)]));

        Assert.Equal("alone a", await gathering.DoAsync("a"));
    }

    [Fact]
    public async Task Do_OneSpoilsTheTurn_EachIsDoneAlone()
    {
        var gathering = Of(async those =>
        {
            _turns.Add(string.Concat(those));
            await _gate.Task;
            return those.Contains("b") ? throw new StoreConflictException("b is in the way.") : [.. those];
        });

        var first = gathering.DoAsync("a").AsTask();
        await UntilAsync(() => _turns.Count == 1);
        Task<string>[] others = [.. "bc".Select(one => gathering.DoAsync(one.ToString()).AsTask())];
        _gate.SetResult();

        Assert.Equal("a", await first);
        Assert.Equal(["alone b", "alone c"], await Task.WhenAll(others));
        Assert.Equal("d", await gathering.DoAsync("d")); // and it goes on
    }

    [Fact]
    public async Task Do_StoreIsAway_IsAwayForAll()
    {
        var gathering = Of(_ => throw new StoreUnavailableException("Away."));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => gathering.DoAsync("a").AsTask());
        Assert.Empty(_alone);
    }

    private Gathering<string, string> Of(Func<IReadOnlyList<string>, ValueTask<IReadOnlyList<string?>>> together) => new(
        3,
        together,
        one =>
        {
            _alone.Add(one);
            return ValueTask.FromResult("alone " + one);
        },
        (exception, _) => exception is StoreConflictException);

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
