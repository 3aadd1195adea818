using System.Globalization;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>Whether every process still follows the change log: an id that is gone for good it forgets, though it has answered it from memory.</summary>
internal static class Followers
{
    public static async Task StillFollow(IReadOnlyList<RegistryApi> apis, TimeSpan deadline)
    {
        const string Subject = "forgotten";
        var id = (await apis[0].Register(Subject, AvroTexts.Record("Forgotten"))).Id;
        foreach (var api in apis)
        {
            Assert.True((await Read(api, id)).IsSuccess);
        }

        await apis[0].Delete($"subjects/{Subject}");
        Assert.True((await apis[0].Delete($"subjects/{Subject}?permanent=true")).IsSuccess);

        await Task.WhenAll(apis.Select(api => Support.Eventually.Be(
            "every process to hear that an id is gone", deadline, async () => (await Read(api, id)).ErrorCode == 40403)));
    }

    private static Task<ApiAnswer> Read(RegistryApi api, int id) => api.Get($"schemas/ids/{id.ToString(CultureInfo.InvariantCulture)}");
}
