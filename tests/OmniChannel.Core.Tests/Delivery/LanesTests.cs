using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Delivery;

public sealed class LanesTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(4, 5)]
    [InlineData(16, 20)]
    public async Task HasRoomFor_WhateverIsBusy_LeavesLanesForTheOtherSort(int count, int all)
    {
        foreach (var first in new[] { true, false })
        {
            var lanes = new Lanes(count);
            var end = new TaskCompletionSource();
            Assert.Equal(count, Fill(lanes, first, end.Task));
            Assert.Equal(all - count, Fill(lanes, !first, end.Task));
            Assert.True(lanes.HasRoomFor(Of(1), first)); // in its own lane it goes on

            end.SetResult();
            await lanes.AllDone;
            lanes.Sweep();
            Assert.True(lanes.IsIdle);
        }
    }

    [Fact]
    public async Task Add_OfOnePartition_OneAfterTheOther()
    {
        var lanes = new Lanes(4);
        var (done, first) = (new List<int>(), new TaskCompletionSource());
        lanes.Add(Of(1), false, async () =>
        {
            await first.Task;
            done.Add(1);
        });
        lanes.Add(Of(1), false, () =>
        {
            done.Add(2);
            return Task.CompletedTask;
        });

        first.SetResult();
        await lanes.AllDone;

        Assert.Equal([1, 2], done);
    }

    private static int Fill(Lanes lanes, bool isUrgent, Task until)
    {
        var begun = 0;
        for (; lanes.HasRoomFor(Of(begun + 1), isUrgent) && begun < 100; begun++)
        {
            lanes.Add(Of(begun + 1), isUrgent, () => until);
        }

        return begun;
    }

    private static PartitionKey Of(int number) => PartitionKey.Of(new CustomerId($"c{number}"));
}
