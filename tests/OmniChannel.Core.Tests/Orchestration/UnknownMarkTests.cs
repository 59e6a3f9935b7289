using System.Reflection;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

/// <summary>The connection to the store is lost while an attempt is marked: nobody was called, whether the mark stands or not.</summary>
public sealed class UnknownMarkTests
{
    [Theory]
    [InlineData(true, SendGuarantee.AtMostOnce)]
    [InlineData(true, SendGuarantee.AtLeastOnce)]
    [InlineData(false, SendGuarantee.AtMostOnce)]
    [InlineData(false, SendGuarantee.AtLeastOnce)]
    public async Task Dispatch_ItIsNotKnownWhetherTheMarkStands_SendsOnceWithoutDoubt(bool stands, SendGuarantee promised)
    {
        var line = new Line { Stands = stands };
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Store = line.To(new MemoryStore());
            setup.OnFailpoint = name => line.IsCutting |= name == Failpoints.AttemptBeforeCommit && line.Cuts == 0;
        });
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = promised });

        await shop.DispatchAsync();

        Assert.Equal(1, line.Cuts);
        Assert.Equal((DeliveryStatus.Accepted, 1), ((await shop.ReportAsync(delivery)).Status, shop.Mail.Given.Count));
        Assert.DoesNotContain("attempt.unknown", await shop.TypesAsync(), StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await shop.DispatchAsync());
    }

    /// <summary>The way to a store; cut at a commit, before the store heard of it or after.</summary>
    private sealed class Line
    {
        public bool Stands { get; init; }

        public bool IsCutting { get; set; }

        public int Cuts { get; private set; }

        public IOmniStore To(IOmniStore store)
        {
            var proxy = DispatchProxy.Create<IOmniStore, Store>();
            ((Store)proxy).At = (store, this);
            return proxy;
        }

        public async Task CommitAsync(IUnitOfWork unit, CancellationToken cancellationToken)
        {
            var cuts = IsCutting;
            IsCutting = false;
            if (!cuts || Stands)
            {
                await unit.CommitAsync(cancellationToken);
            }

            if (cuts)
            {
                Cuts++;
                throw new StoreOutcomeUnknownException("The connection was lost during the commit.");
            }
        }
    }

    /// <summary>Passes everything on, and hands out units that commit over the line.</summary>
    private class Store : DispatchProxy
    {
        public (IOmniStore Store, Line Line) At { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Invoke(At.Store, BindingFlags.DoNotWrapExceptions, null, args, null) switch
        {
            ValueTask<IUnitOfWork> unit => new ValueTask<IUnitOfWork>(OverAsync(unit)),
            ValueTask<FreeUnit> free => new ValueTask<FreeUnit>(OverAsync(free)),
            var other => other,
        };

        private async Task<FreeUnit> OverAsync(ValueTask<FreeUnit> free) => await free is { Unit: { } unit } some ? some with { Unit = Over(unit) } : default!;

        private async Task<IUnitOfWork> OverAsync(ValueTask<IUnitOfWork> unit) => await unit is { } some ? Over(some) : null!;

        private IUnitOfWork Over(IUnitOfWork unit)
        {
            var proxy = DispatchProxy.Create<IUnitOfWork, Unit>();
            ((Unit)proxy).At = (unit, At.Line);
            return proxy;
        }
    }

    private class Unit : DispatchProxy
    {
        public (IUnitOfWork Unit, Line Line) At { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(IUnitOfWork.CommitAsync)
            ? new ValueTask(At.Line.CommitAsync(At.Unit, (CancellationToken)args![0]!))
            : targetMethod.Invoke(At.Unit, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
