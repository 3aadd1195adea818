using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>The streams of gRPC.</summary>
internal static class GrpcStreams
{
    public static IEnumerable<Step> Register(Dice dice)
    {
        var requests = Enumerable.Range(1, 1 + dice.Next(4)).Select(number =>
        {
            var target = Names.Subject(dice);
            return new RegisterStreamRequest
            {
                CorrelationId = (ulong)number,
                Register = new RegisterRequest { Subject = target.Name, Schema = GrpcContracts.Schema(dice, target) },
            };
        });
        yield return Calls.Stream(requests, static (api, options) => api.RegisterStream(options));
    }

    public static IEnumerable<Step> Lookup(Dice dice)
    {
        var requests = Enumerable.Range(1, 1 + dice.Next(6)).Select(number =>
        {
            var (request, target) = (new LookupStreamRequest { CorrelationId = (ulong)number }, Names.Subject(dice));
            switch (dice.Next(7))
            {
                case 0:
                    break;
                case 1 or 2:
                    request.Lookup = new LookupRequest { Subject = target.Name, Schema = GrpcContracts.Schema(dice, target) };
                    break;
                case 3 or 4:
                    request.GetSchema = GrpcSchemas.Schema(dice, byGuid: false);
                    break;
                default:
                    request.GetVersion = GrpcSubjects.Version(dice, target.Name);
                    break;
            }

            return request;
        });
        yield return Calls.Stream(requests, static (api, options) => api.LookupStream(options));
    }

    public static IEnumerable<Step> Watch(Dice dice)
    {
        var request = new WatchRequest { Start = dice.Pick(WatchStart.Beginning, WatchStart.Beginning, WatchStart.Snapshot), HeartbeatSeconds = 1 };
        if (request.Start == WatchStart.Beginning && dice.Chance(0.3))
        {
            request.Context = "";
            request.Kinds.Add(dice.Pick(ChangeKind.Registered, ChangeKind.Unspecified));
        }

        if (dice.Chance(0.1))
        {
            (request.Token, request.HeartbeatSeconds) = dice.Pick(("x", 1), ("", 61));
        }

        yield return Calls.Watch(request, dice.Pick(1, 3, 5));
    }
}
