using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Testing;

/// <summary>The suite can fail: each of these faults is found, and said so.</summary>
public sealed class StoreConformanceTests
{
    [Theory(Timeout = 600_000)]
    [InlineData("last write wins", "Put_OtherVersion_IsAConflict")]
    [InlineData("empty is none", "Put_EmptyAndLargeBodies_ComeBackWhole")]
    [InlineData("loses the order", "ReadStates_SeveralPartitions_KeepsTheOrder")]
    [InlineData("torn reads", "Reads_DuringTransfers_SeeOneState")]
    [InlineData("ids across sources", "Append_SameSourceAndId_IsNotAppendedAgain")]
    [InlineData("new or not", "AppendNew_AmongOthers_HasItsNumberAndIsNeverDoubled")]
    [InlineData("reads after from zero", "ReadEvents_AfterAndLimit_ReadsOn")]
    [InlineData("proves nothing", "BeginSeen_SomethingChangedSince_StoresNothing")]
    [InlineData("proves nothing", "BeginSeen_RowsBesideIt_AreProved")]
    [InlineData("sees another's state", "ClaimSeen_RowsOfAKind_AreSeenAsTheyAre")]
    [InlineData("renews in words", "BeginSeen_LeaseNearlyOver_IsProlongedOrAConflict")]
    [InlineData("no fencing", "TryUpdateOutbox_LateWorker_GetsFalse")]
    [InlineData("loses the outbox", "ReadOutbox_WithoutAUnit_SeesWhatIsCommitted")]
    [InlineData("leases too short", "ClaimDue_LeaseEnds_AnotherMayClaim")]
    [InlineData("completes for anyone", "ClaimDue_LeaseEnds_AnotherMayClaim")]
    [InlineData("urgent waits", "ClaimDue_Urgent_ComesFirst")]
    [InlineData("one queue", "ClaimDue_Queues_TakeTurns")]
    [InlineData("no order", "ClaimDue_InOrder_OneOfAPartitionAtATime")]
    [InlineData("parked from the beginning", "ListParked_AllPartitions_InPages")]
    [InlineData("renews for anyone", "TryRenew_LateWorker_IsTurnedAway")]
    [InlineData("names never run out", "Find_RunOut_IsNotFound")]
    [InlineData("the last name wins", "AddLookup_SecondTime_TheFirstStands")]
    [InlineData("commits on dispose", "Unit_DisposedWithoutCommit_UndoesEverything")]
    [InlineData("commits when cancelled", "Unit_CancelledBeforeCommit_LeavesNothing")]
    [InlineData("one tenant for all", "Tenants_SameNames_SeeOnlyTheirOwn")]
    [InlineData("lists everything", "ListStates_Prefix_InTheOrderOfBytes")]
    [InlineData("lists names from the beginning", "ListLookups_Partition_ByKindAndBytes")]
    [InlineData("lists by ordinal", "ListPartitions_Kind_InTheOrderOfBytes")]
    [InlineData("purges too much", "PurgeLookups_RunOut_AreDeletedInBatches")]
    [InlineData("events of any source", "ReadEvents_OfOneSource_LeavesOutOthers")]
    [InlineData("keeps events", "RemoveEvents_SomeSequences_OthersStay")]
    [InlineData("keeps names", "RemoveLookup_Standing_IsGone")]
    [InlineData("erases too little", "Erase_Partition_NothingIsLeft")]
    [InlineData("reads ahead too soon", "Begin_WithNeeds_ReadsWhatTheLastHolderLeft")]
    [InlineData("versions stand still", "Versions_WithoutContent_AreThoseOfTheRows")]
    [InlineData("a clock of another place", "ReadClock_OfAUnit_IsTheClockOfClaims")]
    [InlineData("joins anything", "Begin_TransactionOfAnotherKind_IsRefused")]
    public async Task Run_OnAStoreWithAFault_NamesCaseAndPromise(string fault, string name)
    {
        var broken = await Assert.ThrowsAsync<ConformanceException>(() => StoreConformance.RunAsync(
            name,
            _ => ValueTask.FromResult<IOmniStore>(new BrokenStore(fault)),
            TestContext.Current.CancellationToken));

        Assert.StartsWith($"{name}: ", broken.Message, StringComparison.Ordinal);
        Assert.Contains("The contract: ", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OnAStoreThatHangs_SaysSo()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await deadline.CancelAsync();

        var broken = await Assert.ThrowsAsync<ConformanceException>(() => StoreConformance.RunAsync("Put_NewRow_IsVersionOne", _ => ValueTask.FromResult<IOmniStore>(new MemoryStore()), deadline.Token));

        Assert.Contains("waits for ever", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AreUniqueAndSay()
    {
        Assert.Equal(StoreConformance.Names.Count, StoreConformance.Names.Distinct().Count());
        Assert.All(StoreConformance.Cases, @case => Assert.EndsWith(".", @case.Promise, StringComparison.Ordinal));
    }

    [Fact]
    public Task Run_UnknownName_IsRefused()
        => Assert.ThrowsAsync<ArgumentException>(() => StoreConformance.RunAsync("no such case", _ => ValueTask.FromResult<IOmniStore>(new MemoryStore()), TestContext.Current.CancellationToken));
}
