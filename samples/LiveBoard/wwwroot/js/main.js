import { startLoad } from "./load.js";
import { startRooms } from "./rooms.js";
import { startTheme } from "./theme.js";

startTheme(document.getElementById("theme"));
startLoad();
startRooms();
