using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/channels/your-own.md, compiled here and run by <see cref="OwnChannelSamplesTests"/>.</summary>
internal static class OwnChannelSamples
{
    internal enum BaseStationAnswer
    {
        Shown,
        NoSuchPager,
        Busy,
    }

    internal interface IBaseStation
    {
        ValueTask<BaseStationAnswer> ShowAsync(string pager, string text, string key, CancellationToken cancellationToken);
    }

    private static Campaign Ready { get; } = new()
    {
        Id = new CampaignId("order-ready"),
        Name = "Your order is ready",
        Variants = [new Variant { Channel = PagerChannel.Definition.Channel, Text = "Your order {{message.number}} is ready." }],
    };

    private static CustomerProfile Guest { get; } = new()
    {
        Id = new CustomerId("table-4"),
        ContactPoints = [new ContactPoint { Channel = PagerChannel.Definition.Channel, Address = "0417" }],
        Consents = [ConsentRecord.Contract(Purpose.Transactional, PagerChannel.Definition.Channel, DateTimeOffset.UnixEpoch, "took a pager")],
    };

    private static Message OrderReady { get; } = new()
    {
        Campaign = Ready.Id,
        Purpose = Purpose.Transactional,
        Data = new Dictionary<string, string> { ["number"] = "7" },
    };

    internal static void Register(OmniChannelBuilder instance)
    {
        #region OwnChannelRegistered
        instance.AddChannel(PagerChannel.Definition).AddAdapter<PagerChannel>();
        #endregion
    }

    internal static async Task TestedAsync()
    {
        #region OwnChannelTested
        var clock = new ManualClock(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
        var pagers = new RecordingChannel(PagerChannel.Definition.Channel);
        pagers.AnswerNext(AttemptOutcome.NotSent(AttemptFault.Provider, code: null, "busy"));
        await using var omni = OmniChannelRuntime.Create(new OmniChannelSetup
        {
            Time = clock,
            Channels = { PagerChannel.Definition },
            Adapters = { pagers },
            Campaigns = { Ready },
        });
        await omni.StartAsync();
        await omni.SaveAsync(Guest);

        await omni.SendAsync(OrderReady, Guest.Id);
        await omni.DispatchDueAsync();
        Assert.Empty(pagers.Sent);               // the base station was busy

        clock.Advance(TimeSpan.FromMinutes(5));  // nobody waits in this test
        await omni.DispatchDueAsync();
        Assert.Equal("Your order 7 is ready.", Assert.Single(pagers.Sent).Content.Text);
        #endregion
    }

    #region OwnChannel
    /// <summary>The pagers that guests of our café carry to their table.</summary>
    internal sealed class PagerChannel(IBaseStation station) : IChannelAdapter
    {
        public static ChannelDefinition Definition { get; } = new()
        {
            Channel = new Channel("pager"),
            DisplayName = "the pager",
            Capabilities = new ChannelCapabilities
            {
                Direction = ChannelDirection.Outbound,
                Reach = ChannelReach.Person,
                IsOnline = false,
                Address = AddressKind.Handle,
                TextLimit = new TextLimit { Max = 40, Unit = TextUnit.Graphemes },
            },
        };

        public Channel Channel => Definition.Channel;

        public string Account => "cafe";

        public AddressCheck CheckAddress(string address) => address.Length == 4 && address.All(char.IsAsciiDigit)
            ? AddressCheck.Valid(address)
            : AddressCheck.Invalid("Expected the four digits on the pager's back.");

        public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
            await station.ShowAsync(message.Address, message.Content.Text, message.IdempotencyKey, cancellationToken) switch
            {
                BaseStationAnswer.Shown => AttemptOutcome.Accepted(),
                BaseStationAnswer.NoSuchPager => AttemptOutcome.Rejected(AttemptFault.Recipient, code: null, "no such pager"),
                _ => AttemptOutcome.NotSent(AttemptFault.Provider, code: null, "busy"),
            };
    }
    #endregion

    internal interface IFranking
    {
        ValueTask<IReadOnlyList<string?>> PrintAsync(IReadOnlyList<(string To, string Text, string Key)> letters, CancellationToken cancellationToken);
    }

    #region OwnBatchChannel
    /// <summary>Letters by a franking machine that takes a tray of them at once.</summary>
    internal sealed class FrankingMachine(IFranking machine) : IBatchChannelAdapter
    {
        public Channel Channel => Channel.Print;

        public string Account => "post room";

        public int MaxBatch => 50;

        public AddressCheck CheckAddress(string address) => address.Length is > 0 and < 500 ? AddressCheck.Valid(address.Trim()) : AddressCheck.Invalid("Expected name, street and town in one line.");

        public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
            (await SendBatchAsync([message], cancellationToken))[0];

        public async ValueTask<IReadOnlyList<AttemptOutcome>> SendBatchAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
        {
            var numbers = await machine.PrintAsync([.. messages.Select(message => (message.Address, message.Content.Text!, message.IdempotencyKey))], cancellationToken);
            return [.. numbers.Select(number => number is null ? AttemptOutcome.Rejected(AttemptFault.Message, code: null, "jammed") : AttemptOutcome.Accepted(number))];
        }
    }
    #endregion
}
