using System.Globalization;
using SchemaRegistry.Load;

if (args is [BareServer.Command, var rest, var grpc, var folder])
{
    await BareServer.Run(int.Parse(rest, CultureInfo.InvariantCulture), int.Parse(grpc, CultureInfo.InvariantCulture), folder);
}
else
{
    await LoadRun.Start(LoadOptions.Read(args));
}
