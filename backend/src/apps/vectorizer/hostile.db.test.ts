import { hostileInputs } from "./hostile.fixture";
import { testHostileInputs } from "./hostile-tests.fixture";

testHostileInputs(hostileInputs.small);
